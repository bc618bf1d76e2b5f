import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ContainerImage } from 'aws-cdk-lib/aws-ecs'
import { z } from 'zod'
import { type Installation, readInstallation } from '../installation.ts'
import { installationStacks } from '../stacks.ts'

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
})
const templateSchema = z.looseObject({
  Resources: z.record(z.string(), resource),
  Outputs: z
    .record(z.string(), z.looseObject({ Value: z.unknown(), Export: z.looseObject({ Name: z.unknown() }).optional() }))
    .default({}),
})

export type Resource = z.output<typeof resource>
export type Template = z.output<typeof templateSchema>
/** By the names of the stacks. */
export type Templates = Record<string, Template>

export const EXAMPLE: Installation = readInstallation(join(import.meta.dirname, '../installation.example.json'))

/** What CloudFormation would be given for an installation, with stand-ins for images and for what the edge's build makes. */
export function synthesise(installation: Installation): Templates {
  const folder = mkdtempSync(join(tmpdir(), 'infra-'))
  try {
    const artefacts = join(folder, 'artefacts')
    writeStandIn(
      join(artefacts, 'cloudfront-viewer-request'),
      'function.js',
      'async function handler(e) { return e.request }',
    )
    writeStandIn(join(artefacts, 'lambda-origin-request'), 'function.zip', 'no zip, but named as one')
    const outdir = join(folder, 'out')
    installationStacks({ installation, artefacts, images: (role) => ContainerImage.fromRegistry(role), outdir }).synth()
    return Object.fromEntries(
      readdirSync(outdir)
        .filter(isTemplate)
        .map((name) => [nameOf(name), read(join(outdir, name))]),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

let ofExample: Templates | undefined

/** Those of the example, which takes a second: made once, and only read. */
export function exampleTemplates(): Templates {
  ofExample ??= synthesise(EXAMPLE)
  return ofExample
}

/** Resources of a kind, of all stacks, by their names in these. */
export function resourcesOf(templates: Templates, type: string): [string, Resource][] {
  return Object.values(templates).flatMap(({ Resources }) =>
    Object.entries(Resources).filter(([, { Type }]) => Type === type),
  )
}

/** The properties of the only resource of its kind. */
export function onlyOf(templates: Templates, type: string): Record<string, unknown> {
  const [[, only] = [], ...others] = resourcesOf(templates, type)
  if (only === undefined || others.length > 0) throw new Error(`There are ${others.length + (only ? 1 : 0)} of ${type}`)
  return only.Properties
}

function isTemplate(name: string): boolean {
  return name.endsWith('.template.json')
}

/** The stack of Lambda@Edge has a name with a digest in it. */
function nameOf(file: string): string {
  return file.startsWith('edge-lambda-stack') ? 'EdgeLambda' : file.replace('.template.json', '')
}

function read(path: string): Template {
  return templateSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
}

function writeStandIn(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), text)
}
