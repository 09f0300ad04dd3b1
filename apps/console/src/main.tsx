import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ErrorBoundary } from '@tessera/ui/failure-page'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startTexts } from './i18n.ts'
import { queryClient, router } from './router.ts'

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
