import { createHash } from 'node:crypto'
import { PEOPLE } from './people.ts'

const STYLE = `
:root { color-scheme: light dark; --ground: #f1f5f4; --surface: #fff; --soft: #e6edec; --ink: #14262a; --faint: #40555a;
  --line: rgb(20 38 42 / 48%); --sea: #14666b; --on-sea: #fff; --note: #fbecd9; --note-ink: #7a470c; --danger: #a02f3c; }
@media (prefers-color-scheme: dark) { :root { --ground: #0c1417; --surface: #142024; --soft: #1b2a2f; --ink: #e8f0ee;
  --faint: #b1c3c3; --line: rgb(232 240 238 / 46%); --sea: #86d3c9; --on-sea: #06221f; --note: #3d2a12; --note-ink: #f3c792;
  --danger: #f3a3a9; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 "Source Sans 3 Variable", system-ui, sans-serif;
  overflow-wrap: break-word; }
main { width: min(100%, 29rem); margin: 0 auto; padding: clamp(1rem, 5vw, 3rem) 1.125rem 2rem; }
.card { padding: clamp(1.25rem, 5vw, 2rem); border-radius: 1.75rem; background: var(--surface); }
h1, h2 { margin: 0; font-family: "Source Serif 4", Georgia, serif; font-weight: 500; line-height: 1.15; }
h1 { font-size: 1.75rem; }
h2 { margin-top: 1.75rem; font-size: 1.125rem; }
p { margin: 0.625rem 0 0; color: var(--faint); }
.note { margin: 0 0 1.25rem; padding: 0.625rem 0.875rem; border-radius: 0.875rem; background: var(--note); color: var(--note-ink); }
.problem { color: var(--danger); font-weight: 600; }
.people { display: grid; gap: 0.625rem; margin: 0.75rem 0 0; padding: 0; list-style: none; }
form { display: grid; gap: 0.875rem; margin-top: 0.75rem; }
.people form { margin: 0; }
label { display: grid; gap: 0.25rem; font-weight: 600; }
.check { display: flex; gap: 0.625rem; align-items: center; min-height: 2.75rem; font-weight: 400; }
input { font: inherit; color: inherit; }
input:not([type="checkbox"]) { width: 100%; min-height: 2.75rem; padding: 0.375rem 0.75rem; border: 1px solid var(--line);
  border-radius: 0.75rem; background: var(--ground); }
input[type="checkbox"] { width: 1.375rem; height: 1.375rem; accent-color: var(--sea); }
button { width: 100%; min-height: 2.75rem; padding: 0.625rem 1rem; border: 1px solid transparent; border-radius: 1.375rem;
  background: var(--sea); color: var(--on-sea); font: inherit; font-weight: 600; cursor: pointer; }
.person { border-radius: 0.875rem; background: var(--soft); color: var(--ink); text-align: start; font-weight: 400; }
.person b, .person span { display: block; }
.person span { color: var(--faint); font-size: 0.9375rem; }
.cancel { background: none; border-color: var(--line); color: var(--ink); }
:focus-visible { outline: 2.5px solid var(--sea); outline-offset: 3px; }
`

/** For the content security policy. */
export const PAGE_STYLE_DIGEST = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`

/** The form posts to the address that it came from, which holds what the application asked for. */
export function choicePage(problem: string | null): string {
  return page(`
    <h1>Who do you want to be?</h1>
    <p>Better &amp; Bliss wants to know an email address and a name. Choose somebody, or make somebody up.</p>
    <ul class="people">${PEOPLE.map(personItem).join('')}</ul>
    <h2>Somebody else</h2>
    ${problem === null ? '' : `<p class="problem" role="alert">${escapeHtml(problem)}</p>`}
    <form method="post">
      <label>Email <input name="email" type="email" inputmode="email" maxlength="254" required autocomplete="off"></label>
      <label>Name <input name="name" maxlength="120" required autocomplete="off"></label>
      <label class="check"><input name="verified" type="checkbox" value="yes" checked> The address is verified</label>
      <button>Continue</button>
    </form>
    <form method="post"><button class="cancel" name="cancel" value="yes">Cancel, and sign nobody in</button></form>`)
}

export function refusalPage(why: string): string {
  return page(`<h1>There is nothing to do here</h1><p>${escapeHtml(why)}</p><p>Go back, and begin again.</p>`)
}

function personItem({ name, email, what }: (typeof PEOPLE)[number], index: number): string {
  return `
      <li><form method="post"><button class="person" name="person" value="${index}">
        <b>${escapeHtml(name)}</b><span>${escapeHtml(email)}</span><span>${escapeHtml(what)}</span>
      </button></form></li>`
}

function page(content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Stand-in for Google</title>
  <style>${STYLE}</style>
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
`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
