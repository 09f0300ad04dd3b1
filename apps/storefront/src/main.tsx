import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ErrorBoundary } from '@tessera/ui/failure-page'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startApi } from './api/answer.ts'
import { recall, remember } from './browser-storage.ts'
import { startTexts } from './i18n.ts'
import { queryClient, router } from './router.ts'

/** A file that is missing twice within this time is not missing because of a new release. */
const RELOAD_PAUSE_MS = 30_000

// A new release took the files of the one before with it: the page loads itself anew. What was typed is remembered.
addEventListener('vite:preloadError', event => {
  const last = recall<number>('session', 'reloaded') ?? 0
  if (!navigator.onLine || Date.now() - last < RELOAD_PAUSE_MS) return
  event.preventDefault()
  remember('session', 'reloaded', Date.now())
  location.reload()
})

startApi()
await startTexts()

const place = document.getElementById('app')
if (!place) throw new Error('index.html has lost its #app')

createRoot(place).render(
  <StrictMode>
    <ErrorBoundary home={import.meta.env.BASE_URL}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ErrorBoundary>
  </StrictMode>,
)
