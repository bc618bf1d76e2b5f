import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, inject } from 'vitest'
import { launchBrowser, noBrowserBecause } from './browser.ts'
import { mailTo } from './outbox.ts'
import { test } from './page-test.ts'

const { webUrl, dataDir } = inject('system')

describe.skipIf(noBrowserBecause())('the newsletter', () => {
  test('begins when its mail is confirmed, goes as its reader likes, and ends by one click of a foreign client', async ({
    page,
  }) => {
    const email = `nora.${Date.now()}@example.com`
    await page.goto(webUrl)
    const footer = page.getByRole('contentinfo')
    await footer.getByLabel('Newsletter, to this address').fill(email)
    await footer.getByRole('button', { name: 'Subscribe' }).click()
    await footer.getByText('Look into your mailbox').waitFor()

    const mail = await mailTo(dataDir, email)
    const [link = ''] = /http\S+\/newsletter\/confirm\?token=[\w-]+/.exec(mail) ?? []
    await page.goto(link)
    await page.getByRole('button', { name: 'Confirm my subscription' }).click()
    await page.getByRole('link', { name: 'Choose what you hear of' }).click()
    await page.getByLabel('News of the studio').uncheck()
    await page.getByLabel('Once a week at the most').check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    await page.reload()
    expect(await page.getByLabel('News of the studio').isChecked()).toBe(false)
    expect(await page.getByLabel('Once a week at the most').isChecked()).toBe(true)

    expect(mail).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    const [, oneClick = ''] = /List-Unsubscribe: <(\S+)>/.exec(mail) ?? []
    const answer = await fetch(oneClick, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      headers: { origin: 'https://mail.example' },
    })
    expect(answer.status).toBe(200)
    await page.reload()
    await page.getByRole('heading', { name: 'You are not subscribed' }).waitFor()
  })

  test('is asked for in a frame on a page of another site', async () => {
    await using stack = new AsyncDisposableStack()
    const blog = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(`<!doctype html><title>Blog</title><iframe src="${webUrl}/newsletter/embed?source=blog"></iframe>`)
    })
    await once(blog.listen(0, '127.0.0.1'), 'listening')
    stack.defer(() => void blog.close())
    const origin = `http://blog.example:${(blog.address() as AddressInfo).port}`
    const browser = await launchBrowser([
      '--host-resolver-rules=MAP blog.example 127.0.0.1',
      // As if it had a certificate: what a frame may do depends on the page around it.
      `--unsafely-treat-insecure-origin-as-secure=${origin}`,
    ])
    stack.defer(() => browser.close())
    const page = await browser.newPage()
    await page.goto(origin)
    const email = `otto.${Date.now()}@example.com`
    const frame = page.frameLocator('iframe')
    await frame.getByLabel('Newsletter, to this address').fill(email)
    await frame.getByRole('button', { name: 'Subscribe' }).click()
    await frame.getByText('Look into your mailbox').waitFor()
    expect(await mailTo(dataDir, email)).toContain('/newsletter/confirm?token=')
  })
})
