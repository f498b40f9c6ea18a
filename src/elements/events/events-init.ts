/** How most of the kit's events travel: through shadow roots, up to the page. */
export const plain = {bubbles: true, composed: true};

/** The same for what a page may refuse with `preventDefault()`. */
export const refusable = {...plain, cancelable: true};
