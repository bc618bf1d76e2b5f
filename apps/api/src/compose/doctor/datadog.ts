import type { ApiSettings } from '@better-and-bliss/settings'
import { advice, wrong } from '../../ports/finding.ts'
import { type Check, fits, type Outcome, reasonOf, unlessDevelopment } from './check.ts'

const TIMEOUT_MS = 5_000

type Datadog = Extract<ApiSettings['observability'], { kind: 'datadog' }>

/** Datadog: whether the agent is there, and whether the key for logs is known. */
export function datadogCheck(
  { observability, environment }: Pick<ApiSettings, 'observability' | 'environment'>,
  options: { validateUrl?: string } = {},
): Check {
  return {
    subject: 'Datadog',
    look: async () => {
      if (observability.kind === 'off') {
        const remedy = 'Set DD_API_KEY, DD_TRACE_ENABLED and DD_LOGS_ENABLED (docs/observability.md).'
        return [unlessDevelopment(environment, advice('It is off: nobody sees single requests.', remedy))]
      }
      return [
        ...(observability.traces ? [await ofAgent(observability)] : []),
        ...(observability.logs ? [await ofKey(observability.logs, options)] : []),
      ]
    },
  }
}

async function ofAgent({ agentUrl }: Datadog): Promise<Outcome> {
  try {
    const response = await fetch(new URL('/info', agentUrl), { signal: AbortSignal.timeout(TIMEOUT_MS) })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`it answers ${response.status}`)
    return fits(`The agent at ${agentUrl} takes traces.`)
  } catch (error) {
    const says = `The agent at ${agentUrl} does not take traces: ${reasonOf(error)}.`
    return wrong(says, 'Start the agent beside our processes, or correct DD_TRACE_AGENT_URL.')
  }
}

async function ofKey(
  { apiKey, site }: NonNullable<Datadog['logs']>,
  { validateUrl = `https://api.${site}/api/v1/validate` }: { validateUrl?: string },
): Promise<Outcome> {
  try {
    const headers = { 'dd-api-key': apiKey.reveal() }
    const response = await fetch(validateUrl, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
    await response.body?.cancel()
    if (response.status === 403)
      return wrong(`Datadog (${site}) does not know DD_API_KEY: no log arrives.`, 'Correct DD_API_KEY or DD_SITE.')
    if (!response.ok) throw new Error(`it answers ${response.status}`)
    return fits(`Datadog (${site}) knows DD_API_KEY.`)
  } catch (error) {
    const says = `Datadog (${site}) does not answer: ${reasonOf(error)}. No log arrives.`
    return wrong(says, 'Let this machine through to it, or correct DD_SITE.')
  }
}
