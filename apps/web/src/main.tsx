import '@mantine/core/styles/baseline.layer.css'
import '@mantine/core/styles/default-css-variables.layer.css'
import '@mantine/core/styles/global.layer.css'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/Button.layer.css'
import '@mantine/core/styles/Input.layer.css'
import '@fontsource-variable/source-sans-3/wght.css'
import '@fontsource/source-serif-4/500.css'
import '@fontsource/source-serif-4/400-italic.css'
import './app/fonts.css'
import './app/theme.css'
import { QueryClient } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { openLocalStorage } from './api/local-storage.ts'
import { recoverByItself } from './api/recovery.ts'
import { isWorthRetrying } from './api/retries.ts'
import { readApiUrl } from './api/settings.ts'
import { App } from './app/app.tsx'
import { leaveForSignIn } from './app/leave-for-sign-in.ts'
import { followVersions } from './app/new-version.ts'
import { createAppRouter } from './app/router.tsx'
import { createAmbience } from './features/ambience/ambience.ts'
import { openMixOutput } from './features/ambience/mix-output.ts'
import { createNowPlaying } from './features/streaming/now-playing/now-playing.ts'
import { openSignIn } from './sign-in/sign-in.ts'
import { createToasts } from './ui/toasts.tsx'

const storage = openLocalStorage()
const toasts = createToasts()
const queries = new QueryClient({
  // `always`: what waits for a network by itself would neither fail nor say that it waits.
  defaultOptions: {
    queries: { retry: isWorthRetrying, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})
recoverByItself(queries)
const signIn = openSignIn({
  apiUrl: readApiUrl(document),
  storage,
  queries,
  onEnd: (end) => {
    toasts.say(end.message)
    leaveForSignIn(router, end)
  },
})
const nowPlaying = createNowPlaying(document.createElement('div'))
const ambience = createAmbience({
  storage,
  openOutput: openMixOutput,
  nowMs: Date.now,
  every: (ms, act) => {
    const interval = setInterval(act, ms)
    return () => clearInterval(interval)
  },
})
const newVersion = followVersions()
const router = createAppRouter(queries)

const root = document.getElementById('root')
if (!root) throw new Error('The page has no place for the app')
createRoot(root).render(<App {...{ storage, toasts, queries, signIn, nowPlaying, ambience, newVersion, router }} />)
