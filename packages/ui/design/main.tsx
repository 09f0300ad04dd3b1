import { createRoot } from 'react-dom/client'
import '../src/styles.css'
import { startI18n } from '../src/i18n.tsx'
import { ToastProvider } from '../src/toast.tsx'
import { DesignPage } from './design-page.tsx'

await startI18n({ namespace: 'ui', files: import.meta.glob('../src/locales/*.json') })
createRoot(document.getElementById('app')!).render(
  <ToastProvider>
    <DesignPage />
  </ToastProvider>,
)
