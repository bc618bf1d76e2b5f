export type Cell = string | number | boolean | null

/** One row of RFC 4180. Text that a spreadsheet would take for a formula is marked as text, as OWASP advises ("CSV injection"). */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(toField).join(',')}\r\n`
}

function toField(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  const text = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
