import './define.ts';

export {registerLocale} from './core/messages.ts';
