import { expect, test } from 'vitest'
import { testServer } from './testing/test-server.ts'

test('packages/sdk/openapi.json is the document that the server serves; `npm run snapshots` renews it', async () => {
  await using server = await testServer()
  const response = await server.request('GET', '/api/docs/json')
  await expect(`${JSON.stringify(response.json(), null, 2)}\n`).toMatchFileSnapshot(
    '../../../packages/sdk/openapi.json',
  )
})
