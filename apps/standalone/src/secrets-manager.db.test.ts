import { join } from 'node:path'
import { freshDatabase } from '@better-and-bliss/api/testing'
import { secretsManagerCounterpart } from '@better-and-bliss/process/testing/secrets-manager'
import { expect, test } from 'vitest'
import { runCommand } from './testing/run-command.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const ID = 'better-and-bliss/all'

test('the commands find the database by AWS Secrets Manager, and say why they do not', async () => {
  const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'the key of the counterpart' }
  await using manager = await secretsManagerCounterpart({ region: 'eu-central-1', keys })
  await using database = await freshDatabase()
  await using folder = await temporaryFolder()
  manager.secrets.set(ID, JSON.stringify({ DATABASE_URL: database.url }))
  const variables = {
    SECRETS_ID: ID,
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: manager.endpoint,
  }
  expect(await runCommand('migrate.ts', variables, ['status'])).toMatchObject({ code: 0 })
  expect(await runCommand('backup.ts', variables, [join(folder.path, 'backup')])).toMatchObject({
    code: 0,
    output: expect.stringMatching(/has \d+ rows of \d+ tables/),
  })
  for (const command of ['migrate.ts', 'backup.ts', 'restore.ts', 'main.ts'])
    expect(await runCommand(command, { ...variables, SECRETS_ID: 'other', API_PORT: 'x' }, ['status'])).toMatchObject({
      code: 1,
      output: expect.stringMatching(
        /API_PORT: must be a port[\s\S]*SECRETS_ID: there is no secret other in eu-central-1/,
      ),
    })
})
