import { describe, expect, test } from 'vitest'
import { readGoogleStandInSettings, readStandaloneSettings } from './roles.ts'
import { machineWith, problemsOf } from './testing/machine.ts'

const CLIENT = { GOOGLE_CLIENT_ID: 'client', GOOGLE_CLIENT_SECRET: 'secret' }
const ADDRESSES = {
  FRONTEND_URL: 'https://a.example',
  BACKEND_URL: 'https://b.example',
  EDGE_URL: 'https://c.example',
  FROM_EMAIL: 'a@b.example',
  SMTP_URL: 'smtps://c',
}

describe('the stand-in for Google', () => {
  test('stands in where nobody configured anything, on this machine', () => {
    const { googleStandIn } = readStandaloneSettings(machineWith({ GOOGLE_STAND_IN_PORT: '9003' }))
    expect(googleStandIn).toEqual({ port: 9003 })
    expect(readStandaloneSettings(machineWith({})).googleStandIn).toEqual({ port: undefined })
  })

  test.each([
    { ...CLIENT },
    { COGNITO_USER_POOL_ID: 'eu-west-1_a', COGNITO_CLIENT_ID: 'c' },
    { BACKEND_URL: 'https://api.example.org' },
    { ENVIRONMENT: 'test' },
    { ENVIRONMENT: 'production', ...ADDRESSES },
  ])('does not with %j', (set) => {
    expect(readStandaloneSettings(machineWith(set)).googleStandIn).toBeNull()
  })

  test.each(['production', 'test'])('does not start in %s, whoever starts it', (environment) => {
    const set = { ENVIRONMENT: environment, ...ADDRESSES, ...CLIENT, GOOGLE_STAND_IN_PORT: '1' }
    const problem = 'The stand-in for Google is for development alone: whoever opens it may be anybody'
    expect(problemsOf(readGoogleStandInSettings, set)).toEqual([problem])
  })
})
