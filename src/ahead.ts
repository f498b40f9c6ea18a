import {startPages} from './elements/inline/start-pages.ts';

startPages();
