import { expect, test } from 'vitest'
import { maxLengthsOf } from './max-lengths.ts'

test('each operation has the lengths of its parameters and of its body, also where null is taken', () => {
  const text = (maxLength: number) => ({ type: 'string', maxLength })
  const document = {
    paths: {
      '/search': { get: { operationId: 'search', parameters: [{ name: 'q', schema: text(200) }, { name: 'page' }] } },
      '/profile': {
        put: {
          operationId: 'updateProfile',
          requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Change' } } } },
        },
        get: { operationId: 'getProfile' },
      },
    },
    components: {
      schemas: { Change: { properties: { name: text(120), picture: { anyOf: [text(2048), { type: 'null' }] } } } },
    },
  }
  expect(maxLengthsOf(document)).toEqual({ search: { q: 200 }, updateProfile: { name: 120, picture: 2048 } })
})
