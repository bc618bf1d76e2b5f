interface Schema {
  $ref?: string
  maxLength?: number
  anyOf?: Schema[]
  properties?: Record<string, Schema>
}

interface Operation {
  operationId?: string
  parameters?: { name: string; schema?: Schema }[]
  requestBody?: { content?: Record<string, { schema?: Schema }> }
}

/** What we read of an OpenAPI document. */
export interface Document {
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

/** How long the texts of each operation may be, in its parameters and its JSON body, by their names. */
export function maxLengthsOf(document: Document): Record<string, Record<string, number>> {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
  const entries = operations.flatMap((operation) => {
    const body = resolve(document, operation.requestBody?.content?.['application/json']?.schema)
    const parameters = (operation.parameters ?? []).map(({ name, schema }) => [name, schema] as const)
    const named = [...parameters, ...Object.entries(body?.properties ?? {})]
    const lengths = named.flatMap(([name, schema]) => {
      const length = lengthOf(document, schema)
      return length === undefined ? [] : [[name, length] as const]
    })
    return operation.operationId && lengths.length > 0 ? [[operation.operationId, Object.fromEntries(lengths)]] : []
  })
  return Object.fromEntries(entries)
}

function lengthOf(document: Document, schema: Schema | undefined): number | undefined {
  const resolved = resolve(document, schema)
  return resolved?.maxLength ?? resolved?.anyOf?.map((one) => lengthOf(document, one)).find((length) => length)
}

function resolve(document: Document, schema: Schema | undefined): Schema | undefined {
  const name = schema?.$ref?.split('/').at(-1)
  return name === undefined ? schema : document.components?.schemas?.[name]
}
