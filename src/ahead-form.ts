import {beginForms} from './elements/form/begin/begin-forms.ts';

beginForms();
