/**
 * Submits a site's form with the button that the visitor pressed. If the site has replaced or disabled that button, the
 * browser would refuse it or omit its value: then the form is submitted without it, and the button's name and value are
 * added to the form's data. Returns false, and submits nothing, if the form is no longer in the document.
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
