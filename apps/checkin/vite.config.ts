import path from 'node:path'
import { serwist } from '@serwist/vite'
import { appConfig } from '@tessera/ui/vite'
import { defineConfig } from 'vite'

const shared = appConfig({ base: '/checkin/', port: 5175 })

export default defineConfig({
  ...shared,
  plugins: [
    ...(shared.plugins ?? []),
    serwist({
      swSrc: 'src/sw.ts',
      swDest: 'sw.js',
      swUrl: 'sw.js',
      globDirectory: 'dist',
      // The whole shell, with the wasm that reads codes, so that the app starts without a signal.
      globPatterns: ['**/*.{html,js,css,wasm,webmanifest,png,svg}', 'assets/*-latin-{wght,opsz}-normal-*.woff2'],
      maximumFileSizeToCacheInBytes: 4_000_000,
      rollupFormat: 'iife',
      integration: {
        // Relative folders would be looked for where the command was typed.
        configureOptions({ root, build }, options) {
          options.globDirectory = path.resolve(root, build.outDir)
        },
      },
    }),
  ],
})
