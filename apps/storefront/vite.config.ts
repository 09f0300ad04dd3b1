import { appConfig } from '@tessera/ui/vite'
import { defineConfig } from 'vite'

export default defineConfig(appConfig({ base: '/', port: 5173 }))
