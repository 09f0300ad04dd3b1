import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ErrorBoundary } from '@tessera/ui/failure-page'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { start } from './door/door-app.ts'
import { startTexts } from './i18n.ts'
import { registerServiceWorker } from './layout/service-worker.ts'
import { queryClient, router } from './router.ts'
import { wakeSound } from './signals/sounds.ts'

await Promise.all([startTexts(), start()])

const place = document.getElementById('app')
if (!place) throw new Error('index.html has lost its #app')

for (const touch of ['pointerdown', 'keydown']) addEventListener(touch, wakeSound, { passive: true })

createRoot(place).render(
  <StrictMode>
    <ErrorBoundary home={import.meta.env.BASE_URL}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ErrorBoundary>
  </StrictMode>,
)

registerServiceWorker().catch(() => undefined) // without one the app still works while there is a connection
