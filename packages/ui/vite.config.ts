import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Only for looking at the components: `design/` is shipped with no app. */
export default defineConfig({
  root: new URL('design', import.meta.url).pathname,
  plugins: [react(), tailwindcss()],
  build: { outDir: '../dist', emptyOutDir: true, assetsInlineLimit: 0, cssTarget: ['chrome123'] },
  server: { host: '127.0.0.1', port: 5179 },
})
