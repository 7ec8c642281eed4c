export { batchAt, greenhouseNo, greenhousesOn, type Occupied } from './occupancy.ts';
