import { appConfig } from '@tessera/ui/vite'
import { defineConfig } from 'vite'

/** What every page runs on goes into one file: many small ones pack worse and cost a phone a round trip each. */
const foundation =
  /node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|@tanstack|i18next|react-i18next)\//

/** The stubs of the routes, without their pages, and what they all ask of the API: small, and needed at every start. */
const shell = /apps\/storefront\/src\/(?:(?:routes|api)\/[^?]+|browser-storage\.ts|link-button\.tsx|router\.tsx)$/

const config = appConfig({ base: '/', port: 5173 })

export default defineConfig({
  ...config,
  build: {
    ...config.build,
    // The browsers that are built for know `modulepreload` themselves.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'foundation', test: foundation, priority: 3 },
            { name: 'shell', test: shell, priority: 2 },
            {
              name: 'shared',
              test: /packages\/(?:ui|kernel|sdk|mosaic\/src\/(?:palettes|colour|random))|node_modules\//,
              minShareCount: 4,
              priority: 1,
            },
          ],
        },
      },
    },
  },
})
