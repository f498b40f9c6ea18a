/** Event options of most events: bubble through shadow roots up to the document. */
export const plain = {bubbles: true, composed: true};

/** The same, for events that listeners may cancel with `preventDefault()`. */
export const refusable = {...plain, cancelable: true};
