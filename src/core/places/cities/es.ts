// Written by `npm run zones`: CLDR 48.

/** Zones and what their places are called in this language. */
export const cities = `
Asia/Kolkata Calcuta;Asia/Tokyo Tokio;America/New_York Nueva York;Asia/Seoul Seúl;
America/Mexico_City Ciudad de México;Europe/Istanbul Estambul;Asia/Jakarta Yakarta;Africa/Cairo El Cairo;
Asia/Tehran Teherán;Europe/Moscow Moscú;Asia/Dhaka Daca;Europe/London Londres;Africa/Johannesburg Johannesburgo;
Asia/Riyadh Riad;Asia/Ho_Chi_Minh Ciudad Ho Chi Minh;Asia/Baghdad Bagdad;Europe/Rome Roma;Europe/Kyiv Kiev;
Africa/Khartoum Jartum;Europe/Warsaw Varsovia;Asia/Damascus Damasco;Australia/Sydney Sídney;
Asia/Yangon Yangón (Rangún);Africa/Algiers Argel;America/Santiago Santiago de Chile;
Africa/Dar_es_Salaam Dar es-Salam;Africa/Douala Duala;Asia/Singapore Singapur;Africa/Abidjan Abiyán;
Europe/Bucharest Bucarest;Asia/Tashkent Taskent;Africa/Accra Acra;Africa/Addis_Ababa Adís Abeba;
Asia/Jerusalem Jerusalén;America/Havana La Habana;Europe/Brussels Bruselas;Europe/Lisbon Lisboa;Europe/Athens Atenas;
Europe/Vienna Viena;Asia/Yekaterinburg Ekaterimburgo;Europe/Stockholm Estocolmo;Africa/Tunis Túnez;
America/Belem Belén;Europe/Copenhagen Copenhague;America/Manaus Manaos;America/Port-au-Prince Puerto Príncipe;
Asia/Samarkand Samarcanda;Africa/Conakry Conakri;Europe/Belgrade Belgrado;Europe/Prague Praga;
Africa/Mogadishu Mogadiscio;Africa/Ouagadougou Uagadugú;Asia/Makassar Makasar;Asia/Dushanbe Dusambé;
Asia/Yerevan Ereván;Asia/Qatar Catar;Asia/Tbilisi Tiflis;Australia/Adelaide Adelaida;Asia/Kathmandu Katmandú;
Europe/Vilnius Vilna;Africa/Ndjamena Yamena;Asia/Ulaanbaatar Ulán Bator;Africa/Djibouti Yibuti;
Africa/Nouakchott Nuakchot;Asia/Vientiane Vientián;Asia/Muscat Mascate;Europe/Tirane Tirana;Asia/Ashgabat Asjabad;
Asia/Macau Macao;Europe/Skopje Skopie;Africa/Bissau Bisáu;Indian/Mauritius Mauricio;Europe/Tallinn Tallin;
Atlantic/Canary Canarias;Asia/Bahrain Baréin;Europe/Ljubljana Liubliana;Asia/Aqtobe Aktobe;America/Belize Belice;
America/Cayenne Cayena;America/Guadeloupe Guadalupe;America/Martinique Martinica;America/Port_of_Spain Puerto España;
America/St_Johns San Juan de Terranova;Asia/Hovd Khovd;Asia/Sakhalin Sajalín;Asia/Thimphu Timbu;
Atlantic/Cape_Verde Cabo Verde;Atlantic/Reykjavik Reikiavik;Europe/Kaliningrad Kaliningrado;Pacific/Fiji Fiyi;
Europe/Luxembourg Luxemburgo;Indian/Comoro Comoras;Pacific/Noumea Numea;America/Cayman Caimán;
America/Curacao Curazao;America/Grand_Turk Gran Turca;America/St_Lucia Santa Lucía;America/St_Vincent San Vicente;
`;
