/** A text with `{name}` places; one per plural form where it depends on `{count}`. */
export type Message = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & {other: string}>;

/** Messages by their key, as many as there are. */
export type Words = Readonly<Partial<Record<string, Message>>>;
