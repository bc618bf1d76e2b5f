import { COMPONENT, type MessageDoc, type Schema } from './messages.ts'

export function section(title: string, body: string): string {
  return `<section><h2>${escaped(title)}</h2>${body}</section>`
}

export function table(heads: string[], rows: (string | number)[][]): string {
  const cells = (row: (string | number)[]) =>
    row.map(
      (cell, column) => `<td>${column === 0 ? `<code>${escaped(String(cell))}</code>` : escaped(String(cell))}</td>`,
    )
  const body = rows.map((row) => `<tr>${cells(row).join('')}</tr>`).join('\n')
  return `<div class="table"><table><thead><tr>${heads.map((head) => `<th>${escaped(head)}</th>`).join('')}</tr></thead>
<tbody>${body}</tbody></table></div>`
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

export function message({ name, description, schema }: MessageDoc): string {
  return fieldsOf(name, { ...schema, description })
}

export function fieldsOf(name: string, { description = '', properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties)
    .filter(([field]) => field !== 'type')
    .map(([field, schema]): [string, string, string] => [
      `${field}${required.includes(field) ? '' : '?'}`,
      typeOf(schema),
      schema.description ?? '',
    ])
  const fields = rows.length > 0 ? table(['Field', 'Type', ''], rows) : ''
  return `<article id="${escaped(name)}"><h3><code>${escaped(name)}</code></h3><p>${escaped(description)}</p>${fields}</article>`
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.replace(COMPONENT, '')
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.properties) {
    const fields = Object.entries(schema.properties).map(([name, field]) => `${name}: ${typeOf(field)}`)
    return `{ ${fields.join(', ')} }`
  }
  const range = [schema.minimum, schema.maximum].some((bound) => bound !== undefined)
  const bounds = range ? ` ${schema.minimum ?? '…'} to ${schema.maximum ?? '…'}` : ''
  return `${schema.format ?? schema.type ?? 'any'}${bounds}`
}
