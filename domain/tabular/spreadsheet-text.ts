/** Signs that begin a formula in a spreadsheet, and blanks that hide one (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * A text as it may stand in a file that people open in a spreadsheet: an apostrophe keeps what would be
 * a formula from being computed. Numbers are none. What goes to programs stays as it is.
 */
export function spreadsheetText(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
