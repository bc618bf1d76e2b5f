/** HTML that is safe to send: made by `markup` alone. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A template: what is put into it is escaped, unless it is markup already. Attributes must stand in double quotes. */
export function markup(parts: TemplateStringsArray, ...values: (string | Markup | Markup[])[]): Markup {
  return new Markup(String.raw({ raw: parts }, ...values.map(escaped)))
}

function escaped(value: string | Markup | Markup[]): string {
  if (value instanceof Markup) return value.text
  if (Array.isArray(value)) return value.map(({ text }) => text).join('\n')
  return value.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')
}
