/** A text with `{name}` placeholders; one per plural form if it depends on `{count}`. */
export type Message = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & {other: string}>;

/** Messages by key; may be incomplete. */
export type Words = Readonly<Partial<Record<string, Message>>>;
