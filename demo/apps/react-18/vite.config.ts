import react from '@vitejs/plugin-react';
import {defineConfig} from 'vite';

export default defineConfig({
  plugins: [react()],
  // The workspace around has React 19.
  resolve: {dedupe: ['react', 'react-dom']},
});
