import { jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { completeDocument } from './complete.ts'

type Transform = typeof jsonSchemaTransformObject

/**
 * Finishes the OpenAPI document: every named schema stands in it once, under its own name, and problems have the media
 * type that they are sent with, and everything is described. The type provider lists an input and an output form of each schema, used or not.
 */
export const tidyDocument: Transform = (input) => {
  const document = jsonSchemaTransformObject(input)
  if (!('components' in document)) return document
  const used = referencedNames(document)
  const renamed = new Map([...used].filter((name) => name.endsWith('Input')).map((name) => [name, name.slice(0, -5)]))
  const schemas = Object.entries(document.components?.schemas ?? {}).flatMap(([name, schema]) =>
    used.has(name) ? [[renamed.get(name) ?? name, schema] as const] : [],
  )
  // By name: the order in which modules happen to be loaded is none.
  const sorted = Object.fromEntries(schemas.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))))
  const tidy = { ...document, components: { ...document.components, schemas: sorted } }
  const named = JSON.parse(
    JSON.stringify(tidy)
      .replace(/"#\/components\/schemas\/(\w+)"/g, (_, name) => `"#/components/schemas/${renamed.get(name) ?? name}"`)
      .replace(
        /"application\/json":(\{"schema":\{"\$ref":"#\/components\/schemas\/\w*Problem"\})/g,
        '"application/problem+json":$1',
      ),
  )
  return completeDocument(named)
}

/** Names that are reachable from the paths. */
function referencedNames(document: {
  paths?: unknown
  components?: { schemas?: Record<string, unknown> | undefined } | undefined
}): Set<string> {
  const names = new Set<string>()
  const visit = (part: unknown) => {
    for (const [, name = ''] of JSON.stringify(part ?? {}).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (names.has(name)) continue
      names.add(name)
      visit(document.components?.schemas?.[name])
    }
  }
  visit(document.paths)
  return names
}
