/** A Markdown table; cells hold no line ends, and bars in them are escaped. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text in the type of code. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** A page that says of itself where it comes from. */
export function page(title: string, intro: string, ...parts: readonly string[]): string {
  const note = '<!-- Made from the code by `npm run docs`; do not edit. -->';
  return `${[note, `# ${title}`, intro, ...parts].join('\n\n')}\n`;
}
