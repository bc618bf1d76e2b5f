import { MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type KeyValueStore, StorageContext } from '../api/local-storage.ts'
import type { Ambience } from '../features/ambience/ambience.ts'
import { AmbienceContext } from '../features/ambience/use-ambience.ts'
import type { NowPlaying } from '../features/streaming/now-playing/now-playing.ts'
import { NowPlayingContext } from '../features/streaming/now-playing/use-now-playing.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import { SignInContext } from '../sign-in/use-sign-in.ts'
import { type Toasts, ToastsContext } from '../ui/toasts.tsx'
import { type NewVersion, NewVersionContext } from './new-version.ts'
import type { AppRouter } from './router.tsx'
import { cssVariables, theme } from './theme.tsx'

interface AppProps {
  storage: KeyValueStore
  toasts: Toasts
  queries: QueryClient
  signIn: SignIn
  nowPlaying: NowPlaying
  ambience: Ambience
  newVersion: NewVersion
  router: AppRouter
}

export function App({ storage, toasts, queries, signIn, nowPlaying, ambience, newVersion, router }: AppProps) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <StorageContext value={storage}>
          <ToastsContext value={toasts}>
            <SignInContext value={signIn}>
              <NowPlayingContext value={nowPlaying}>
                <AmbienceContext value={ambience}>
                  <NewVersionContext value={newVersion}>
                    <RouterProvider router={router} />
                  </NewVersionContext>
                </AmbienceContext>
              </NowPlayingContext>
            </SignInContext>
          </ToastsContext>
        </StorageContext>
      </QueryClientProvider>
    </MantineProvider>
  )
}
