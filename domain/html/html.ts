/** A piece of HTML: whatever came into it from outside was escaped. */
export class Html {
  /** @param text the markup */
  constructor(public readonly text: string) {}
}

/** What may stand in a template: markup stays, nothing is nothing, anything else is text. */
export type HtmlPart = Html | string | number | null | readonly HtmlPart[];

/** Makes HTML of a template; what is put into it is escaped, also inside of attributes in quotes. */
export function html(template: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  let text = template[0]!;
  for (const [index, part] of parts.entries()) text += markup(part) + template[index + 1]!;
  return new Html(text);
}

function markup(part: HtmlPart): string {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map(markup).join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign]!);
}
