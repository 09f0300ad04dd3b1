import { appConfig } from '@tessera/ui/vite'
import { defineConfig } from 'vite'

/** What every page runs on goes into one file: many small ones pack worse and cost a phone a round trip each. */
const foundation =
  /node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|@tanstack|i18next|react-i18next)\//

const config = appConfig({ base: '/', port: 5173 })

export default defineConfig({
  ...config,
  build: {
    ...config.build,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'foundation', test: foundation, priority: 2 },
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
