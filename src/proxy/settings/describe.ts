import {settingRows, type SettingRow} from './table.ts';

const tail = ({isRequired, default: usual}: SettingRow) =>
  isRequired ? ' (required)' : usual === undefined ? '' : ` (${usual})`;

/** The settings as `--help` lists them. */
export function settingsHelp(): string {
  const width = Math.max(...settingRows.map(({variable}) => variable.length));
  return settingRows
    .map(row => `  ${row.variable.padEnd(width)}  ${row.description.replaceAll('`', '')}${tail(row)}\n`)
    .join('');
}

/** The settings as the README's table. */
export function settingsMarkdown(): string {
  const rows = settingRows.map(({variable, description, isRequired, default: usual}) => {
    const value = isRequired ? 'required' : usual === undefined ? '' : `\`${usual}\``;
    return `| \`${variable}\` | ${description}. | ${value} |\n`;
  });
  return `| variable | meaning | default |\n| --- | --- | --- |\n${rows.join('')}`;
}

/** The settings as an environment file to copy; optional ones are commented out. */
export function settingsExample(): string {
  return settingRows
    .map(({variable, description, isRequired, default: usual = ''}) => {
      const comment = `# ${description.replaceAll('`', '')}.\n`;
      return `${comment}${isRequired ? '' : '#'}${variable}=${usual}\n`;
    })
    .join('\n');
}
