import { type Markup, markup } from '@better-and-bliss/http'
import { PEOPLE } from './people.ts'

/** The form posts to the address that it came from, which holds what the application asked for. */
export function choicePage(problem: string | null): string {
  return page(markup`
    <h1>Who do you want to be?</h1>
    <p>Better &amp; Bliss wants to know an email address and a name. Choose somebody, or make somebody up.</p>
    <ul class="people">${PEOPLE.map(personItem)}</ul>
    <h2>Somebody else</h2>
    ${problem === null ? '' : markup`<p class="problem" role="alert">${problem}</p>`}
    <form method="post">
      <label>Email <input name="email" type="email" inputmode="email" maxlength="254" required autocomplete="off"></label>
      <label>Name <input name="name" maxlength="120" required autocomplete="off"></label>
      <label class="check"><input name="verified" type="checkbox" value="yes" checked> The address is verified</label>
      <button>Continue</button>
    </form>
    <form method="post"><button class="cancel" name="cancel" value="yes">Cancel, and sign nobody in</button></form>`)
}

export function refusalPage(why: string): string {
  return page(markup`<h1>There is nothing to do here</h1><p>${why}</p><p>Go back, and begin again.</p>`)
}

function personItem({ name, email, what }: (typeof PEOPLE)[number], index: number): Markup {
  return markup`
      <li><form method="post"><button class="person" name="person" value="${String(index)}">
        <b>${name}</b><span>${email}</span><span>${what}</span>
      </button></form></li>`
}

function page(content: Markup): string {
  return markup`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Stand-in for Google</title>
  <link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
  <p class="note" role="note"><strong>This is not Google.</strong> It stands in for it while you develop, on this machine
    only: nothing leaves it, and no password is asked for.</p>
  <div class="card">${content}
  </div>
</main>
</body>
</html>
`.text
}
