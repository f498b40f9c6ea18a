import type {Answer} from '../../core/model/types.ts';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const selector =
  ':is(input, select, textarea)[name]:not([type=submit], [type=button], [type=reset], [type=file], [type=hidden])';

const isTick = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && control.type === 'checkbox';
const isRadio = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && control.type === 'radio';

function read(controls: readonly Control[]): Answer {
  const [first] = controls as [Control];
  if (isRadio(first)) return controls.filter(isRadio).find(({checked}) => checked)?.value ?? '';
  if (!isTick(first))
    return first instanceof HTMLSelectElement && first.multiple
      ? [...first.selectedOptions].map(({value}) => value)
      : first.value;
  return controls.length === 1
    ? first.checked
    : controls
        .filter(isTick)
        .filter(({checked}) => checked)
        .map(({value}) => value);
}

/**
 * The site's own controls among the questions. They are in the light DOM, where password managers and the site's
 * scripts find them. A control named like a question's slug replaces that question.
 */
export class SiteFields {
  #byName = new Map<string, Control[]>();

  /** Finds the controls in a slot's assigned elements. */
  collect(slot: HTMLSlotElement): void {
    const found = slot
      .assignedElements({flatten: true})
      .flatMap(element => [...(element.matches(selector) ? [element] : []), ...element.querySelectorAll(selector)]);
    this.#byName.clear();
    for (const control of found as Control[])
      this.#byName.set(control.name, [...(this.#byName.get(control.name) ?? []), control]);
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** The controls' values by name. */
  answers(): Record<string, Answer> {
    return Object.fromEntries([...this.#byName].map(([name, controls]) => [name, read(controls)]));
  }

  /** Puts an earlier answer into an empty text control. */
  fill(name: string, answer: Answer | undefined): void {
    const [control] = this.#byName.get(name) ?? [];
    if (control && !isTick(control) && !isRadio(control) && control.value === '' && typeof answer === 'string')
      control.value = answer;
  }

  /** The browser's validation messages by name. */
  problems(): Record<string, string> {
    const wrong = [...this.#byName].map(
      ([name, controls]) => [name, controls.find(({validity}) => !validity.valid)?.validationMessage] as const,
    );
    return Object.fromEntries(wrong.filter((entry): entry is [string, string] => entry[1] !== undefined));
  }

  /** Marks invalid controls for screen readers. */
  mark(problems: Readonly<Record<string, string>>): void {
    for (const [name, controls] of this.#byName) {
      for (const control of controls) {
        if (Object.hasOwn(problems, name)) control.setAttribute('aria-invalid', 'true');
        else control.removeAttribute('aria-invalid');
      }
    }
  }

  /** The text of a control's label; its name if it has none. */
  label(name: string): string {
    const [control] = this.#byName.get(name) ?? [];
    return control?.labels?.[0]?.textContent?.trim() || control?.getAttribute('aria-label') || name;
  }

  focus(name: string): void {
    this.#byName.get(name)?.[0]?.focus();
  }
}
