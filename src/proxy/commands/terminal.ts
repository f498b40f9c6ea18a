/** Where a command writes to. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether to write colours for a person. */
  colors: boolean;
}

/** The result of a check. `warn`: it works but is risky; `skip`: it could not be checked. */
export type Status = 'ok' | 'warn' | 'fail' | 'skip';

/** One line of a report: what was checked, the result, and the fix. */
export interface Line {
  name: string;
  status: Status;
  message: string;
  /** One sentence; absent if nothing needs fixing. */
  todo?: string;
}

const signs: Record<Status, [sign: string, color: number]> = {
  ok: ['✓', 32],
  warn: ['!', 33],
  fail: ['✗', 31],
  skip: ['–', 90],
};

function paint(text: string, color: number, {colors}: Terminal): string {
  return colors ? `\u001b[${color}m${text}\u001b[0m` : text;
}

/** Writes one line of a report for a person. */
export function writeLine(terminal: Terminal, {name, status, message, todo}: Line): void {
  const [sign, color] = signs[status];
  terminal.out(`${paint(sign, color, terminal)} ${paint(name.padEnd(11), 1, terminal)} ${message}\n`);
  if (todo !== undefined) terminal.out(`${' '.repeat(14)}${paint(`→ ${todo}`, color, terminal)}\n`);
}

/** Writes a value for a program, as one JSON document. */
export function writeJson(terminal: Terminal, value: unknown): void {
  terminal.out(`${JSON.stringify(value, null, 2)}\n`);
}
