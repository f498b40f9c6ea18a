/**
 * Sends a page's form with what its visitor pressed. A site may have replaced or disabled that button since, and the
 * browser then refuses it or leaves its value out: the form goes all the same, with the button's name and value in its
 * data. Returns false when the form has left the page, and nothing can be sent.
 */
export function sendForm(form: HTMLFormElement, submitter: HTMLElement | null): boolean {
  if (!form.isConnected) return false;
  const button = submitter as HTMLButtonElement | null;
  const isUsable =
    button !== null &&
    button.form === form &&
    button.matches(':is([type=submit], [type=image], button:not([type])):enabled');
  if (isUsable || button === null) {
    form.requestSubmit(button);
    return true;
  }
  const {name, value} = button;
  const add = ({formData}: FormDataEvent) => {
    if (name && !formData.has(name)) formData.append(name, value);
  };
  form.addEventListener('formdata', add);
  try {
    form.requestSubmit();
  } finally {
    form.removeEventListener('formdata', add);
  }
  return true;
}
