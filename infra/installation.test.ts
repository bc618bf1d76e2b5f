import { expect, test } from 'vitest'
import { parseInstallation } from './installation.ts'
import { EXAMPLE } from './testing/synthesised.ts'

test('what is wrong with an installation is told all at once, in words', () => {
  const wrong = { ...EXAMPLE, account: '12', hosts: { ...EXAMPLE.hosts, app: 'https://app.example.org' }, typo: true }
  const words = () => parseInstallation(wrong)
  expect(words).toThrow(/account: must be the 12 digits of an account/)
  expect(words).toThrow(/hosts: app: must be a host name alone/)
  expect(words).toThrow(/typo/)
})

test.each([
  [{ hosts: { ...EXAMPLE.hosts, media: 'media.example.com' } }, /media\.example\.com is not in the zone example\.org/],
  [{ fromEmail: 'studio@example.com' }, /example\.com is not in the zone example\.org/],
  [{ mediaCertificateArn: EXAMPLE.mediaCertificateArn.replace('us-east-1', 'eu-central-1') }, /mediaCertificateArn/],
  [{ adminAllowedIps: [] }, /adminAllowedIps/],
])('what AWS would refuse after half an hour is refused before: %j', (change, words) => {
  expect(() => parseInstallation({ ...EXAMPLE, ...change })).toThrow(words)
})
