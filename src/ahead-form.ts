import {startForms} from './elements/form/begin/start-forms.ts';

startForms();
