import { runTask } from '@better-and-bliss/process'
import { readCognitoSettings } from '@better-and-bliss/settings'
import { diagnoseCognito } from './compose/doctor.ts'

const USAGE = `Looks at what is outside of this installation, changes nothing, and says what does not fit.

  npm run doctor -- cognito     the user pool of COGNITO_USER_POOL_ID, with its app clients, Google and the hosted page`

type Diagnosis = Awaited<ReturnType<typeof diagnoseCognito>>

await runTask({ name: 'doctor' }, async ({ machine }) => {
  if (process.argv[2] !== 'cognito' || process.argv.length > 3) {
    console.error(USAGE)
    return 1
  }
  const settings = readCognitoSettings(machine)
  const diagnosis = await diagnoseCognito(settings)
  console.log(report(diagnosis, settings.cognito))
  return isHealthy(diagnosis) ? 0 : 1
})

function isHealthy({ findings }: Diagnosis): boolean {
  return findings.every(({ kind }) => kind === 'advice')
}

function report(diagnosis: Diagnosis, { userPoolId, clientId }: { userPoolId: string; clientId: string }): string {
  const { checks, findings } = diagnosis
  const lines = findings.map(({ kind, says, remedy }) => `${kind === 'wrong' ? '✗' : '•'} ${says}\n  ${remedy}\n`)
  const count = findings.filter(({ kind }) => kind === 'wrong').length
  const wrong = count === 1 ? 'One thing is wrong' : `${count} things are wrong`
  const end =
    count === 0 ? `The pool fits: ${checks} things were looked at.` : `${wrong}. What it needs: docs/cognito.md`
  return [`User pool ${userPoolId}, app client ${clientId}\n`, ...lines, end].join('\n')
}
