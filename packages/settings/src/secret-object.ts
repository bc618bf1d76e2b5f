import { z } from 'zod'
import { isSecret } from './variables.ts'

const schema = z.record(z.string(), z.unknown())

/**
 * What the text of a secret holds: a JSON object of variables that are secret. Empty ones are not set.
 *
 * @returns also everything that is wrong with it, without a word of its values.
 */
export function readSecretObject(json: string): { values: Record<string, string>; problems: string[] } {
  const object = schema.safeParse(parsed(json)).data
  if (!object) return { values: {}, problems: ['is no JSON object of variables, such as {"JWT_SECRET_KEY": "…"}'] }
  const values: Record<string, string> = {}
  const problems: string[] = []
  for (const [name, value] of Object.entries(object)) {
    if (!isSecret(name)) problems.push(`has ${name}, which is no secret of this release`)
    else if (typeof value !== 'string') problems.push(`has ${name}, which is no text`)
    else if (value !== '') values[name] = value
  }
  return { values, problems }
}

/** What a parser complains of it would be part of it. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
