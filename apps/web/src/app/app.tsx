import { MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type KeyValueStore, StorageContext } from '../api/local-storage.ts'
import type { Session } from '../session/session.ts'
import { SessionContext } from '../session/use-session.ts'
import { type Toasts, ToastsContext } from '../ui/toasts.tsx'
import type { AppRouter } from './router.tsx'
import { cssVariables, theme } from './theme.ts'

interface AppProps {
  storage: KeyValueStore
  toasts: Toasts
  queries: QueryClient
  session: Session
  router: AppRouter
}

export function App({ storage, toasts, queries, session, router }: AppProps) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <StorageContext value={storage}>
          <ToastsContext value={toasts}>
            <SessionContext value={session}>
              <RouterProvider router={router} />
            </SessionContext>
          </ToastsContext>
        </StorageContext>
      </QueryClientProvider>
    </MantineProvider>
  )
}
