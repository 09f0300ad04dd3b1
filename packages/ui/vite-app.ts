import { readFile } from 'node:fs/promises'
import tailwindcss from '@tailwindcss/vite'
import { tanstackRouter } from '@tanstack/router-plugin/vite'
import react from '@vitejs/plugin-react'
import type { Plugin, UserConfig } from 'vite'

/** Puts theme-boot.js before everything else, under a hashed name so that it may be cached for ever. */
function themeBoot(): Plugin {
  const source = () => readFile(new URL('./src/theme-boot.js', import.meta.url), 'utf8')
  let base = '/'
  let fileName = ''
  return {
    name: 'tessera-theme-boot',
    configResolved(config) {
      base = config.base
    },
    configureServer(server) {
      server.middlewares.use(`${base}theme-boot.js`, (_request, response) => {
        response.setHeader('content-type', 'text/javascript')
        void source().then(text => response.end(text))
      })
    },
    async generateBundle() {
      const reference = this.emitFile({ type: 'asset', name: 'theme-boot.js', source: await source() })
      fileName = this.getFileName(reference)
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        { tag: 'script', attrs: { src: `${base}${fileName || 'theme-boot.js'}` }, injectTo: 'head-prepend' },
      ],
    },
  }
}

/** What the three web apps have in common. An app's vite.config.ts adds what is its own. */
export function appConfig({ base, port }: { base: string; port: number }): UserConfig {
  return {
    base,
    plugins: [
      tanstackRouter({
        target: 'react',
        autoCodeSplitting: true,
        routesDirectory: 'src/routes',
        generatedRouteTree: 'src/route-tree.gen.ts',
        quoteStyle: 'single',
        semicolons: false,
        disableLogging: true,
      }),
      react(),
      tailwindcss(),
      themeBoot(),
    ],
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      assetsDir: 'assets',
      // The oldest browsers with light-dark() and oklch().
      target: 'es2023',
      cssTarget: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
      // A data: font or script would need a wider content policy.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
    },
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      proxy: { '/v1': { target: process.env.API_URL ?? 'http://127.0.0.1:3000', changeOrigin: false } },
    },
  }
}
