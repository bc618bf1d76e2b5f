export type Cell = string | number | boolean | null

/** The wide signs begin one as well where people write Chinese or Japanese. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/

/** One row of RFC 4180. Text that a spreadsheet would take for a formula is marked as text, as OWASP advises ("CSV injection"). */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(toField).join(',')}\r\n`
}

function toField(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What stood in a cell before `csvRow` marked it as text. */
export function unmarkedCell(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text
}
