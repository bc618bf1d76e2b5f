import { GLOSSARY } from './glossary.ts'

/** A JSON Schema, as far as we complete it. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  description?: string
  example?: unknown
  const?: unknown
  default?: unknown
  enum?: unknown[]
  minimum?: number
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  allOf?: Schema[]
}

type Schemas = Record<string, Schema>

const FORMATS: Record<string, string> = {
  uuid: '5b1e2a34-6c7d-4e8f-9a0b-1c2d3e4f5a6b',
  'date-time': '2026-01-01T07:00:00.000Z',
  date: '2026-01-01',
  email: 'ada@example.com',
  uri: 'https://media.example.org/hls/5b1e2a34-6c7d-4e8f-9a0b-1c2d3e4f5a6b/master.m3u8',
}

/** Describes a named schema and all that is in it. */
export function fillFields(name: string, schema: Schema, schemas: Schemas): void {
  visit(name, schema, schemas)
  const description = GLOSSARY[name]?.[0]
  if (description) schema.description ??= description
  schema.example ??= exampleOf(schema, schemas)
}

function visit(owner: string, schema: Schema, schemas: Schemas): void {
  dropPattern(schema)
  for (const inner of [schema.items, ...(schema.anyOf ?? [])]) if (inner) visit(owner, inner, schemas)
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    visit(owner, field, schemas)
    if (field.$ref) continue
    const [description, example] = GLOSSARY[`${owner}.${name}`] ?? GLOSSARY[name] ?? []
    if (description) field.description ??= description
    if (field.example === undefined) field.example = example === undefined ? exampleOf(field, schemas) : example
  }
}

/** A format says the same, and Unicode classes and look-around are not known to every engine. */
function dropPattern(schema: Schema): void {
  if (schema.format || /\\p\{|\(\?[<=!]/.test(schema.pattern ?? '')) delete schema.pattern
  if (!schema.allOf) return
  for (const part of schema.allOf) dropPattern(part)
  schema.allOf = schema.allOf.filter((part) => Object.keys(part).length > 0)
  if (schema.allOf.length === 0) delete schema.allOf
}

/** A value that the schema accepts. */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  if (schema.$ref) {
    const named = schemas[schema.$ref.split('/').at(-1) ?? '']
    return named && exampleOf(named, schemas)
  }
  const { example, const: only, enum: values, default: fallback } = schema
  if (example !== undefined) return example
  if (only !== undefined) return only
  if (values) return values[0]
  if (fallback !== undefined) return fallback
  if (schema.anyOf?.[0]) return exampleOf(schema.anyOf[0], schemas)
  return exampleOfType(schema, schemas)
}

function exampleOfType({ type: types, format = '', items, minimum, properties }: Schema, schemas: Schemas): unknown {
  const type = Array.isArray(types) ? types[0] : types
  if (type === 'array') return items ? [exampleOf(items, schemas)] : []
  if (type === 'object') {
    return Object.fromEntries(
      Object.entries(properties ?? {}).map(([name, field]) => [name, exampleOf(field, schemas)]),
    )
  }
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return Math.max(minimum ?? 1, 1)
  return type === 'null' ? null : (FORMATS[format] ?? 'text')
}
