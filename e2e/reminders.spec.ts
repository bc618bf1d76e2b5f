import { randomUUID } from 'node:crypto'
import { describe, expect, inject } from 'vitest'
import { noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { inDatabase } from './database.ts'
import { looksRight } from './looks-right.ts'
import { mailTo } from './outbox.ts'
import { test } from './page-test.ts'
import { signIn, turn } from './pages.ts'

const system = inject('system')
const { apiUrl, webUrl, dataDir } = system

describe.skipIf(noBrowserBecause())('reminders', () => {
  test('are chosen in the profile, come by mail, and end by one press of its link, without a sign-in', async ({
    page,
    window,
  }) => {
    const account = { email: `rita.${randomUUID()}@example.com`, password: 'Amber-Harbour-71!' }
    expect((await anonymous(apiUrl).post('/auth/register', { ...account, full_name: 'Rita' })).ok).toBe(true)
    await signIn(page, webUrl, account)
    await page.goto(`${webUrl}/profile#reminders`)
    const reminders = page.getByRole('region', { name: 'Reminders' })
    const isOn = reminders.getByRole('switch', { name: 'Remind me by mail' })
    expect(await isOn.isChecked()).toBe(false)
    await turn(isOn, 'on')
    await reminders.getByText('The next one may come on').waitFor()
    await reminders.getByText('Sun', { exact: true }).click()
    await reminders.getByLabel('At', { exact: true }).fill('21:15')
    await looksRight(page)
    const stored = () =>
      inDatabase<{ days: number[]; at_time: string }>(
        system,
        'select days, at_time::text from reminders where user_id = (select id from users where email = $1)',
        [account.email],
      )
    await expect.poll(stored).toEqual([{ days: [1, 2, 3, 4, 5, 6], at_time: '21:15:00' }])

    let stores = 0
    page.on('request', (request) => {
      if (request.method() === 'PUT') stores += 1
    })
    const at = reminders.getByLabel('At', { exact: true })
    await at.focus()
    await page.keyboard.type('1045PM')
    await page.keyboard.press('Enter')
    await expect.poll(stored).toMatchObject([{ at_time: '22:45:00' }])
    await page.keyboard.press('Backspace')
    await at.blur()
    expect(await at.inputValue()).toBe('22:45')
    await at.focus()
    await page.keyboard.type('09')
    await at.blur()
    await expect.poll(stored).toMatchObject([{ at_time: '21:45:00' }])
    expect(stores).toBe(2)

    await inDatabase(
      system,
      'update reminders set due_at = now() where user_id = (select id from users where email = $1)',
      [account.email],
    )
    await expect
      .poll(
        () =>
          inDatabase(
            system,
            'select from reminders where last_sent_on is not null and user_id = (select id from users where email = $1)',
            [account.email],
          ),
        { timeout: 40_000 },
      )
      .toHaveLength(1)
    const mail = await mailTo(dataDir, account.email, 'A moment for yourself')
    expect(mail).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    const [link] =
      /http:\/\/\S+\/reminders\/off\?token=[\w-]+/.exec(mail.replace(/\/api\/reminders\/off\S+/g, '')) ?? []

    const stranger = await page.context().browser()?.newContext(window)
    const opened = await stranger?.newPage()
    if (!opened || !link) throw new Error('The mail has no link, or the page no browser')
    await opened.goto(link)
    await opened.getByRole('heading', { name: 'No more reminders?' }).waitFor()
    await looksRight(opened)
    await opened.getByRole('button', { name: 'Switch them off' }).click()
    await opened.getByRole('heading', { name: 'It is quiet now' }).waitFor()
    await stranger?.close()
    await page.reload()
    await expect.poll(() => isOn.isChecked()).toBe(false)
  })

  test('end on another device by a key, and the focus stays on the page', async ({ page }) => {
    const account = { email: `rolf.${randomUUID()}@example.com`, password: 'Amber-Harbour-71!' }
    expect((await anonymous(apiUrl).post('/auth/register', { ...account, full_name: 'Rolf' })).ok).toBe(true)
    await signIn(page, webUrl, account)
    await page.goto(`${webUrl}/profile#reminders`)
    await turn(page.getByRole('switch', { name: 'Remind me by mail' }), 'on')
    await page.getByText('The next one may come on').waitFor()
    await addDevice(account.email)
    await page.reload()
    await page.getByRole('button', { name: /^Remind me no more on/ }).press('Enter')
    const main = page.getByRole('main')
    await expect.poll(() => main.evaluate((element) => element === document.activeElement)).toBe(true)
  })
})

async function addDevice(email: string): Promise<void> {
  await inDatabase(
    system,
    `with own as (update reminders set by_push = true where user_id = (select id from users where email = $1) returning user_id)
     insert into push_subscriptions (id, user_id, endpoint, p256dh, auth, created_at)
     select gen_random_uuid(), user_id, $2, 'key', 'secret', now() from own`,
    [email, `https://push.example.org/${randomUUID()}`],
  )
}
