import { expect, test } from 'vitest'
import { addressesIn } from './addresses.ts'

const isAllowed = addressesIn(['203.0.113.7', '198.51.100.9/24', '2001:db8::/48', '::ffff:192.0.2.0/120', 'fd00::1'])

test.each([
  '203.0.113.7',
  '::ffff:203.0.113.7',
  '::FFFF:cb00:7107',
  '198.51.100.0',
  '198.51.100.255',
  '2001:db8:0:ffff::1',
  '2001:0DB8:0000:0000::1',
  '192.0.2.200',
  'fd00::1',
])('%s is in one of the ranges', (address) => {
  expect(isAllowed(address)).toBe(true)
})

test.each([
  '203.0.113.8',
  '198.51.101.0',
  '2001:db8:1::1',
  '::1',
  'fd00::2',
  '3405803783',
  '0313.0.0161.07',
  '203.0.113.7:80',
  '203.0.113.7, 10.0.0.1',
  'office.example.org',
  '',
])('%j is in none', (address) => {
  expect(isAllowed(address)).toBe(false)
})

test('everything is in ranges of everything, each of its own family', () => {
  expect(['1.2.3.4', '::ffff:1.2.3.4', '2001:db8::1'].map(addressesIn(['0.0.0.0/0']))).toEqual([true, true, false])
  expect(['1.2.3.4', '2001:db8::1'].map(addressesIn(['0.0.0.0/0', '::/0']))).toEqual([true, true])
})
