import { beforeAll, describe, expect, test } from 'vitest'
import { isEasilyGuessed } from './password-strength.ts'

/** Loads the lists, which takes longer than any estimate. */
beforeAll(() => isEasilyGuessed('x', []))

const PERSONAL = ['ada.lovelace@example.com', 'Ada Lovelace']

describe('a password that keeps the rules', () => {
  test.each([
    ...['Liverpool1!', 'Aa123456!', 'Test1234!', 'Password123!', 'P@ssw0rd!!1', '123Welcome!', 'Qwerty!2024'],
    ...[
      '!!Dragon99',
      'Summer2026!',
      'L3tM31n!!',
      'Sommer2026!',
      'Berlin2024!',
      'Qwertz123!',
      'Passwort1!',
      'Hallo123!',
    ],
    ...['Better&Bliss1', 'BetterBliss2026!'],
    ...['Zaq12wsx!', 'Aa1!aaaa', `Aa1!${'x'.repeat(1020)}`, 'Lovelace1!'],
  ])('is easily guessed: %s', async (password) => {
    expect(await isEasilyGuessed(password, PERSONAL)).toBe(true)
  })

  test.each([
    ...['SecurePass123!', 'Passwort-1-é-ü!887529', 'Tr0ub4dor&3x', 'Ünïcode-Pass1', 'Пароль-12345', 'Quiet-Shore-47!'],
    ...['CorrectHorse-dragon-7', 'Tibano-Kumeri-Solati-47', `Aa1!${'long '.repeat(200)}`],
  ])('is not: %s', async (password) => {
    expect(await isEasilyGuessed(password, PERSONAL)).toBe(false)
  })

  test('is estimated in a time that its length does not change', async () => {
    const start = process.threadCpuUsage()
    for (const unit of ['1', 'é', '4@$5', '0123456789', 'qwertyuiop', 'P@55w0rd']) {
      await isEasilyGuessed(`Aa1!${unit.repeat(1020 / unit.length)}`, PERSONAL)
    }
    const { user, system } = process.threadCpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(600)
  })
})
