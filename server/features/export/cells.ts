/**
 * A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection": cells that
 * begin with = + - @, tab, carriage return or line feed, or their full-width forms). We also look past leading spaces,
 * which some spreadsheets do. Numbers and phone numbers stay as they are: a sign, then nothing but digits and what
 * stands between them, computes nothing that could do harm.
 */
export function safeCell(text: string): string {
  return isFormula(text) ? `'${text}` : text;
}

export function isFormula(text: string): boolean {
  const isRisky = beginsRiskily.test(text) || /^\s*[=+\-@＝＋－＠]/u.test(text);
  return isRisky && !isNumber(text);
}

const beginsRiskily = /^[\t\r\n]/;

function isNumber(text: string): boolean {
  return /^[+-] ?\(?\d[\d ().,/-]*$/.test(text) || /^[+-]\d+(\.\d+)?[eE][+-]?\d{1,3}$/.test(text);
}
